using Search.Client.Simulations;
using Xunit;

namespace Search.Client.Tests.Simulations;

public sealed class LineReplyTests
{
    [Fact]
    public void Values_take_a_second_each_where_no_seconds_are_given()
    {
        var (result, complaint) = LineReply.Read("""{"id":7,"values":[0.5,1e-3],"extra":true}""", 7, 2, 1);

        Assert.Null(complaint);
        Assert.Equal([(0.5, 1.0), (0.001, 1.0)], result!.Epochs.Select(epoch => (Assert.Single(epoch.Values), epoch.Seconds)));
    }

    [Fact]
    public void Several_objectives_are_lists()
    {
        var (result, _) = LineReply.Read("""{"values":[[1,2],[3,4]],"seconds":[0,2.5],"id":7}""", 7, 2, 2);

        Assert.Equal([(1.0, 2.0, 0.0), (3.0, 4.0, 2.5)], result!.Epochs.Select(epoch => (epoch.Values[0], epoch.Values[1], epoch.Seconds)));
    }

    [Fact]
    public void An_error_is_a_failed_trial() => Assert.Equal("too hot", LineReply.Read("""{"id":7,"error":"too hot"}""", 7, 2, 1).Result!.Failure);

    [Theory]
    [InlineData("", "is not JSON")]
    [InlineData("hello", "is not JSON")]
    [InlineData("""{"id":7,"values":[1,NaN]}""", "is not JSON (NaN and Infinity are not")]
    [InlineData("7", "is not a JSON object")]
    [InlineData("""{"values":[1,2]}""", "has no id: repeat the request's, \"id\": 7")]
    [InlineData("""{"id":"7","values":[1,2]}""", "has no id")]
    [InlineData("""{"id":8,"values":[1,2]}""", "has the id 8")]
    [InlineData("""{"id":7}""", "has neither values")]
    [InlineData("""{"id":7,"values":1}""", "has neither values")]
    [InlineData("""{"id":7,"error":5}""", "has an error that is not a text")]
    [InlineData("""{"id":7,"values":[1]}""", "has 1 values, but 2 epochs were asked for")]
    [InlineData("""{"id":7,"values":[1,2,3]}""", "has 3 values, but 2 epochs were asked for")]
    [InlineData("""{"id":7,"values":[1,null]}""", "has null among its values")]
    [InlineData("""{"id":7,"values":[1,"2"]}""", "has \"2\" among its values")]
    [InlineData("""{"id":7,"values":[1,1e999]}""", "has 1e999 among its values")]
    [InlineData("""{"id":7,"values":[[1,2],[3,4]]}""", "has 2 values in an epoch, but there are 1 objectives")]
    [InlineData("""{"id":7,"values":[1,2],"seconds":[1]}""", "has seconds that are not a list of 2 numbers")]
    [InlineData("""{"id":7,"values":[1,2],"seconds":[1,-1]}""", "has -1 among its seconds")]
    public void A_bad_reply_gets_a_complaint(string line, string complaint) => Assert.StartsWith(complaint, LineReply.Read(line, 7, 2, 1).Complaint, StringComparison.Ordinal);
}
