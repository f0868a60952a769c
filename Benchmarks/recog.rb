# Recog's algorithm in Ruby, as recog-ruby has it: the fingerprints in their order, the first that
# matches, its values. Prints greetings a second of processor time.
#
#   ruby recog.rb GREETINGS DATABASE…
require "rexml/document"

DOTALL = %w[REG_DOT_NEWLINE REG_MULTILINE REG_LINE_ANY_CRLF].freeze

def fingerprints(path)
  root = REXML::Document.new(File.read(path)).root
  root.get_elements("fingerprint").map do |element|
    flags = (element.attributes["flags"] || "").split(",")
    options = 0
    options |= Regexp::MULTILINE unless (flags & DOTALL).empty?
    options |= Regexp::IGNORECASE unless (flags & %w[REG_ICASE IGNORECASE]).empty?
    params = element.get_elements("param").map do |param|
      [param.attributes["name"], param.attributes["pos"].to_i, param.attributes["value"]]
    end
    [Regexp.new(element.attributes["pattern"], options), params]
  end
end

def first_match(known, text)
  known.each do |pattern, params|
    match = pattern.match(text) or next
    return params.to_h { |name, position, value| [name, position.zero? ? value : match[position]] }
  end
  nil
end

greetings = File.readlines(ARGV[0], chomp: true).map { |line| line.gsub('\n', "\n") }
known = ARGV.drop(1).flat_map { |path| fingerprints(path) }
began = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
named = greetings.count { |greeting| first_match(known, greeting) }
seconds = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - began
puts "named #{named}"
puts "per_second #{greetings.size / seconds}"
